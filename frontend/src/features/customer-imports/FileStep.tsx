import { Alert, Button, FileButton, Progress, Text } from "@mantine/core";
import { IconAlertTriangle, IconFileSpreadsheet } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type DragEvent, useState } from "react";
import { getCreateCustomerImportUrl } from "../../api/generated/api";
import type { CustomerImportDetails } from "../../api/generated/api.schemas";
import { request } from "../../api/http";
import { keys } from "../../api/keys";
import { messageOf } from "../../api/problem";
import { useBusiness } from "../../api/session";
import { bytesText } from "../../lib/format";
import classes from "./Imports.module.css";

const MOST_BYTES = 10_000_000;

/** The generated client would send the file as JSON; it goes as it is. */
function upload(file: File): Promise<CustomerImportDetails> {
  const url = getCreateCustomerImportUrl({ file_name: file.name.slice(-200) });
  return request(url, { method: "POST", headers: { "Content-Type": "text/csv" }, body: file });
}

/** Takes a CSV file; nothing is imported by it. */
export function FileStep({ onTaken }: { onTaken: (id: string) => void }) {
  const client = useQueryClient();
  const { locale } = useBusiness();
  const [isOver, setOver] = useState(false);
  const take = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > MOST_BYTES) {
        const size = bytesText(file.size, locale);
        throw new RangeError(`This file has ${size}, and 10 MB is the most. Please part it.`);
      }
      return upload(file);
    },
    onSuccess: (taken) => {
      client.setQueryData(keys.customerImports.one(taken.id), taken);
      onTaken(taken.id);
    },
  });
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && !take.isPending) take.mutate(file);
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
      {take.isPending ? (
        <>
          <Text size="sm" role="status">
            Reading the file
          </Text>
          <Progress value={100} animated aria-label="Upload" w="100%" maw={320} />
        </>
      ) : (
        <FileButton
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          onChange={(file) => file && take.mutate(file)}
        >
          {(props) => <Button {...props}>Choose a file</Button>}
        </FileButton>
      )}
      {take.isError && (
        <Alert
          color="red"
          role="alert"
          w="100%"
          ta="start"
          icon={<IconAlertTriangle size={18} />}
          title={take.error instanceof RangeError ? take.error.message : messageOf(take.error)}
        />
      )}
    </section>
  );
}
