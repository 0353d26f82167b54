import { Button, Group, SimpleGrid, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconBan } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { enterTimeOff } from "../../api/generated/api";
import { idempotent } from "../../api/http";
import { useSubmission } from "../../api/submission";
import { durationText, timeRangeText, zoneCity } from "../../lib/format";
import { Affected } from "../../ui/Affected";
import { FormModal } from "../../ui/FormModal";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { toast } from "../../ui/toast";
import { type Block, blockFor, checkBlock, firstBlock, LENGTHS, spanOf } from "./blocks";

interface BlockTimeProps {
  resourceId: string;
  day: string;
  zone: string;
  locale: string;
  onSaved: () => void;
}

/** A part of today that nobody can book. */
export function BlockTime(props: BlockTimeProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<IconBan size={16} />} onClick={() => setOpen(true)}>
        Block time
      </Button>
      {isOpen && <BlockForm {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function BlockForm(props: BlockTimeProps & { onClose: () => void }) {
  const { resourceId, day, zone, locale, onSaved, onClose } = props;
  const submitOnce = useSubmission();
  const form = useForm<Block>({
    initialValues: firstBlock(Date.now(), zone),
    validate: checkBlock,
  });
  const { values } = form;
  const isRight = Object.keys(checkBlock(values)).length === 0;
  const save = useMutation({
    mutationFn: (sent: Block) =>
      submitOnce(
        { resource_id: resourceId, ...spanOf(sent, day, zone), reason: sent.reason.trim() },
        (body, key) => enterTimeOff(body, idempotent(key)),
      ),
    onSuccess: ({ starts_at, ends_at }) => {
      onSaved();
      toast(`${timeRangeText(starts_at, ends_at, zone, locale)} is blocked.`);
      onClose();
    },
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <FormModal
      title="Block time today"
      act="Block it"
      isBusy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={form.onSubmit((sent) => save.mutate(sent), focusFirstError(form))}
    >
      <SimpleGrid cols={2}>
        <TextInput type="time" label="From" data-autofocus {...form.getInputProps("from")} />
        <TextInput type="time" label="Until" {...form.getInputProps("until")} />
      </SimpleGrid>
      <Group gap="xs" role="group" aria-label="How long">
        {LENGTHS.map((minutes) => (
          <Button
            key={minutes}
            size="xs"
            variant="default"
            onClick={() => form.setValues(blockFor(values, minutes))}
          >
            {durationText(minutes)}
          </Button>
        ))}
        <Button
          size="xs"
          variant="default"
          onClick={() => form.setValues({ ...values, until: "23:59" })}
        >
          Rest of the day
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        Times in {zoneCity(zone)}.
      </Text>
      <TextInput
        label="Reason (optional)"
        description="Only the team sees it."
        maxLength={200}
        {...form.getInputProps("reason")}
      />
      {isRight && (
        <Affected of={{ resource_id: resourceId }} span={spanOf(values, day, zone)} zone={zone} />
      )}
    </FormModal>
  );
}
