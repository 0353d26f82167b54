import { SegmentedControl, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { previewMailText } from "../../api/generated/api";
import type { MailText, NewMailText } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { messageOf } from "../../api/problem";
import { LoadingRows } from "../../ui/States";
import { MailPage } from "./MailPage";
import classes from "./Mails.module.css";

const PAUSE_MS = 400;

interface MailPreviewProps {
  kind: MailText["kind"];
  values: NewMailText;
}

/** The mail as the server would write it, a moment after each change. */
export function MailPreview({ kind, values }: MailPreviewProps) {
  const [form, setForm] = useState("html");
  const [asked] = useDebouncedValue(values, PAUSE_MS);
  const preview = useQuery({
    queryKey: keys.mailPreview(kind, JSON.stringify(asked)),
    queryFn: ({ signal }) => previewMailText(kind, asked, { signal }),
    enabled: !!asked.subject.trim() && !!asked.body.trim(),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (preview.isPending) return <LoadingRows rows={4} />;
  if (preview.isError) {
    return (
      <Text size="sm" c="dimmed" role="status">
        {messageOf(preview.error)}
      </Text>
    );
  }
  const { subject, text, html } = preview.data;
  return (
    <div className={classes.preview}>
      <Text fw={600} className={classes.subject}>
        {subject}
      </Text>
      {form === "html" ? <MailPage html={html} /> : <pre className={classes.plain}>{text}</pre>}
      <SegmentedControl
        size="xs"
        aria-label="Form of the preview"
        value={form}
        data={[
          { value: "html", label: "Formatted" },
          { value: "text", label: "Plain text" },
        ]}
        onChange={setForm}
      />
    </div>
  );
}
