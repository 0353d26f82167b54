import { Button, FileButton, Text } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { type DragEvent, useState } from "react";
import { previewBulkSend } from "../../../api/generated/api";
import type { BulkLine, BulkPreview } from "../../../api/generated/api.schemas";
import { Refusal } from "../../../ui/Refusal";
import classes from "./Bulk.module.css";
import { FilePreview } from "./FilePreview";

interface ChooseFileProps {
  templateId: string;
  roleKey: string;
  /** Those in the file, also who cannot be sent theirs. */
  onChange: (lines: BulkLine[]) => void;
}

/** People from a CSV file: the server reads it and says whom it finds; nothing is sent yet. */
export function ChooseFile({ templateId, roleKey, onChange }: ChooseFileProps) {
  const [file, setFile] = useState<File | null>(null);
  const [isOver, setOver] = useState(false);
  const look = useMutation({
    mutationFn: ({ from, columns }: { from: File; columns?: string }) =>
      previewBulkSend({ file: from }, { template_id: templateId, role_key: roleKey, columns }),
    onSuccess: ({ people }) => onChange(people),
    onError: () => onChange([]),
  });
  const take = (from: File) => {
    setFile(from);
    look.mutate({ from });
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [first] = event.dataTransfer.files;
    if (first) take(first);
  };
  const change = (columns: BulkPreview["columns"]) =>
    file &&
    look.mutate({ from: file, columns: columns.map(({ target }) => target ?? "").join(",") });
  return (
    <>
      <section
        aria-label="CSV file"
        className={classes.drop}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <IconFileUpload size={30} stroke={1.4} aria-hidden="true" />
        <Text fw={600}>{file ? file.name : "Drop a CSV file here"}</Text>
        <Text size="sm" c="dimmed">
          Its first row names the columns: a name and an e-mail address, and more if you like.
        </Text>
        <FileButton accept="text/csv,.csv,.tsv,.txt" onChange={(from) => from && take(from)}>
          {(props) => (
            <Button {...props} variant={file ? "default" : "filled"} loading={look.isPending}>
              {file ? "Choose another file" : "Choose a file"}
            </Button>
          )}
        </FileButton>
      </section>
      {look.isError && <Refusal error={look.error} />}
      {look.data && !look.isError && <FilePreview found={look.data} onColumns={change} />}
    </>
  );
}
