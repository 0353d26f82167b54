import { Anchor, Button, Loader, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { useSearchParams } from "react-router";
import {
  confirmEmailLink,
  lookAtEmailLink,
  stopEmailLink,
  undoEmailLink,
} from "../../api/generated/api";
import type { EmailChangeLink } from "../../api/generated/api.schemas";
import { isProblem, messageOf } from "../../api/problem";
import { AuthFrame } from "../../ui/AuthFrame";
import { Refusal } from "../../ui/Refusal";
import { Later } from "../../ui/States";

/** Where the links of a change of address lead: it asks before it changes anything. */
export function ConfirmEmail({ business }: { business: string }) {
  const [query] = useSearchParams();
  const token = query.get("token") ?? "";
  const look = useMutation({ mutationFn: () => lookAtEmailLink({ token }) });
  const confirm = useMutation({ mutationFn: () => confirmEmailLink({ token }) });
  const stop = useMutation({ mutationFn: () => stopEmailLink({ token }) });
  const undo = useMutation({ mutationFn: () => undoEmailLink({ token }) });
  const { mutate, isIdle } = look;
  useEffect(() => {
    if (isIdle) mutate();
  }, [isIdle, mutate]);

  const home = <Anchor href="/app">Go to {business}</Anchor>;
  const frame = (title: string, text: string) => (
    <AuthFrame business={business} title={title} footer={home}>
      <Text c="dimmed">{text}</Text>
    </AuthFrame>
  );
  if (stop.isSuccess) {
    return frame(
      "Stopped",
      "The address stays as it is. If this was not you, change your password.",
    );
  }
  if (undo.isSuccess) {
    return frame(
      "Your address is back",
      "Everybody was signed out. A link to choose a new password is on its way to this mailbox.",
    );
  }
  const failed = [confirm, stop, undo].find(({ error }) => error)?.error;
  if (isDead(look.error) || isDead(failed)) {
    return frame(
      "This link is over",
      "It was used already, it has run out, it was stopped, or a part of it is missing.",
    );
  }
  if (look.error) {
    return (
      <AuthFrame business={business} title="We could not open this link">
        <Text c="dimmed">{messageOf(look.error)}</Text>
        <Button size="md" onClick={() => mutate()}>
          Try again
        </Button>
      </AuthFrame>
    );
  }
  const link = confirm.data ?? look.data;
  if (!link) {
    return (
      <AuthFrame business={business} title="Opening your link">
        <Later>
          <Loader size="sm" aria-label="Opening" />
        </Later>
      </AuthFrame>
    );
  }
  const told = stateText(link);
  if (told) return frame(told.title, told.text);
  return (
    <Question
      business={business}
      link={link}
      error={failed}
      isBusy={confirm.isPending || stop.isPending || undo.isPending}
      onConfirm={() => (link.side === "undo" ? undo.mutate() : confirm.mutate())}
      onStop={() => stop.mutate()}
    />
  );
}

function isDead(error: unknown): boolean {
  if (isProblem(error, "link-expired", "not-found")) return true;
  return isProblem(error) && "token" in error.fields;
}

/** What there is to say when nothing is left to ask. */
function stateText(link: EmailChangeLink): { title: string; text: string } | null {
  if (link.side === "undo") return link.state === "done" ? null : UNDONE_ALREADY;
  if (link.state === "done") {
    return {
      title: "Your address is changed",
      text: `Sign in with ${link.new_email} from now on.`,
    };
  }
  if (link.state !== "waiting") {
    return { title: "This change is over", text: "It was stopped or has run out of time." };
  }
  if (!link.is_confirmed) return null;
  const other = link.side === "old" ? link.new_email : link.old_email;
  return {
    title: "Half done",
    text: `Thank you. Now the link in the mail to ${other} needs to be confirmed as well.`,
  };
}

const UNDONE_ALREADY = {
  title: "This link is over",
  text: "The change was taken back already, or seven days have passed.",
};

interface QuestionProps {
  business: string;
  link: EmailChangeLink;
  error: unknown;
  isBusy: boolean;
  onConfirm: () => void;
  onStop: () => void;
}

const QUESTIONS = {
  old: { title: "Change your address?", act: "Yes, change it", stop: "No, keep it" },
  new: { title: "Is this your address?", act: "Yes, it is mine", stop: "No, stop this" },
  undo: { title: "Take the change back?", act: "Take it back", stop: null },
};

function Question({ business, link, error, isBusy, onConfirm, onStop }: QuestionProps) {
  const words = QUESTIONS[link.side];
  return (
    <AuthFrame business={business} title={words.title}>
      <Text c="dimmed">{leadOf(link, business)}</Text>
      {!!error && <Refusal error={error} />}
      <Stack>
        <Button size="md" loading={isBusy} onClick={onConfirm}>
          {words.act}
        </Button>
        {words.stop && (
          <Button size="md" variant="default" disabled={isBusy} onClick={onStop}>
            {words.stop}
          </Button>
        )}
      </Stack>
    </AuthFrame>
  );
}

function leadOf({ side, old_email, new_email }: EmailChangeLink, business: string): string {
  if (side === "undo") {
    return `The account at ${business} goes back to ${old_email}, everybody is signed out, and you choose a new password.`;
  }
  const from = `The account ${old_email} at ${business} is to use ${new_email}.`;
  return side === "old" ? `${from} Both addresses have to agree.` : from;
}
