import { Button, Group, Radio, Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { isProblem } from "../../api/problem";
import { leaveFor } from "../../lib/leaveFor";
import { forgetWayBack } from "../../lib/wayBack";
import { FormSheet } from "../../ui/FormSheet";
import { focusFirstError, showFieldErrors } from "../../ui/forms";
import { Refusal } from "../../ui/Refusal";

export interface VisitWish {
  mode: "view" | "act";
  reason: string;
}

interface StartVisitDialogProps {
  title: string;
  act: string;
  /** Whose place it is ("Stella Staff"); without one, a business is entered as oneself. */
  person?: string;
  /** What entering lets one do, in a sentence. */
  inside?: string;
  /** Answers where the visit takes place. */
  start: (wish: VisitWish) => Promise<string>;
  /** Ends the open visit that is in the way. */
  endOpen: (visitId: string) => Promise<unknown>;
  onClose: () => void;
}

const REASON = "Say why, in a few words: the business reads it.";

/** Asks how and why, then goes there. */
export function StartVisitDialog(props: StartVisitDialogProps) {
  const { title, act, person, inside, start, endOpen, onClose } = props;
  const form = useForm<VisitWish>({
    initialValues: { mode: "view", reason: "" },
    validate: { reason: (value) => (value.trim() ? null : REASON) },
  });
  const begin = useMutation({
    mutationFn: async ({ wish, ending }: { wish: VisitWish; ending?: string }) => {
      if (ending) await endOpen(ending);
      return start({ ...wish, reason: wish.reason.trim() });
    },
    onSuccess: (url) => {
      forgetWayBack();
      leaveFor(url);
    },
    onError: (error) => showFieldErrors(form, error),
  });
  const inTheWay = isProblem(begin.error, "visit-open") ? begin.error.visitId : null;
  const isRefused = begin.isError && Object.keys(form.errors).length === 0;
  return (
    <FormSheet {...{ title, onClose }} isBusy={begin.isPending || begin.isSuccess}>
      <form
        noValidate
        onSubmit={form.onSubmit((wish) => begin.mutate({ wish }), focusFirstError(form))}
      >
        <Stack>
          {isRefused && (
            <Refusal error={begin.error}>
              {inTheWay && (
                <Button
                  size="xs"
                  variant="default"
                  loading={begin.isPending}
                  onClick={() => begin.mutate({ wish: form.values, ending: inTheWay })}
                >
                  End that visit and start this one
                </Button>
              )}
            </Refusal>
          )}
          {person ? (
            <Radio.Group label="How" {...form.getInputProps("mode")}>
              <Stack gap="xs" mt={6}>
                <Radio
                  value="view"
                  label="Look only"
                  description={`See what ${person} sees. Nothing can be changed.`}
                />
                <Radio
                  value="act"
                  label="Act"
                  description={`Do things as ${person}. Activity names both of you each time.`}
                />
              </Stack>
            </Radio.Group>
          ) : (
            <Text size="sm">{inside}</Text>
          )}
          <Textarea
            label="Reason"
            data-autofocus
            maxLength={300}
            {...form.getInputProps("reason")}
          />
          <Text size="sm" c="dimmed">
            It ends by itself after 60 minutes. Passwords, e-mail, tokens and ownership stay out of
            reach, and nothing can be signed.
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Discard
            </Button>
            <Button type="submit" loading={begin.isPending}>
              {act}
            </Button>
          </Group>
        </Stack>
      </form>
    </FormSheet>
  );
}
