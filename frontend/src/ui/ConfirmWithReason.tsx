import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { FormSheet } from "./FormSheet";

interface ConfirmProps {
  /** Names what will be lost. */
  title: string;
  children: ReactNode;
  act: string;
  keep: string;
  isBusy: boolean;
  needsReason?: boolean;
  /** What else is to be said, above the reason. */
  choice?: ReactNode;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** The last question before something that cannot be taken back. */
export function ConfirmWithReason(props: ConfirmProps) {
  const { title, children, act, keep, isBusy, needsReason, choice, onConfirm, onClose } = props;
  const [reason, setReason] = useState("");
  const [isAsked, setAsked] = useState(false);
  const isMissing = needsReason && !reason.trim();
  return (
    <FormSheet {...{ title, isBusy, onClose }} size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (!isMissing) onConfirm(reason.trim());
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {children}
          </Text>
          {choice}
          <Textarea
            label={needsReason ? "Reason" : "Reason (optional)"}
            value={reason}
            maxLength={300}
            error={isAsked && isMissing ? "Say why, in a few words." : undefined}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {keep}
            </Button>
            <Button color="red" type="submit" loading={isBusy}>
              {act}
            </Button>
          </Group>
        </Stack>
      </form>
    </FormSheet>
  );
}
