import { Button, FileButton, Text } from "@mantine/core";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type DragEvent, useState } from "react";
import { createCustomerImport, createCustomerImportUploadLink } from "../../api/generated/api";
import { keys } from "../../api/keys";
import { useBusiness } from "../../api/session";
import { sendStraight } from "../../api/upload";
import { useUpload } from "../../api/useUpload";
import { bytesText } from "../../lib/format";
import { UploadStatus } from "../../ui/UploadStatus";
import classes from "./Imports.module.css";

const MOST_BYTES = 10_000_000;

/** Takes a CSV file; nothing is imported by it. */
export function FileStep({ onTaken }: { onTaken: (id: string) => void }) {
  const client = useQueryClient();
  const { locale } = useBusiness();
  const [isOver, setOver] = useState(false);
  const upload = useUpload({
    refuse: ({ size }) => {
      if (size === 0) return "This file is empty.";
      if (size <= MOST_BYTES) return null;
      return `This file has ${bytesText(size, locale)}, and 10 MB is the most. Please part it.`;
    },
    send: (file, how) =>
      sendStraight(file, how, {
        link: createCustomerImportUploadLink,
        finish: (upload_id) => createCustomerImport({ upload_id }),
      }),
    onSent: (taken) => {
      client.setQueryData(keys.customerImports.one(taken.id), taken);
      onTaken(taken.id);
    },
  });
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && !upload.sending) upload.start(file);
  };
  return (
    <section
      aria-label="Choose a file"
      className={classes.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <IconFileSpreadsheet size={34} stroke={1.4} aria-hidden="true" />
      <Text fw={600}>Drop a CSV file here</Text>
      <Text size="sm" c="dimmed">
        10 MB and 50,000 rows at most; the first row names the columns. From Excel or another
        program, export the list as CSV. You see what would happen before anything does.
      </Text>
      {!upload.sending && (
        <FileButton
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          onChange={(file) => file && upload.start(file)}
        >
          {(props) => <Button {...props}>Choose a file</Button>}
        </FileButton>
      )}
      <UploadStatus upload={upload} />
    </section>
  );
}
