import { Alert, Button, FileButton, Group, PasswordInput, Progress, Text } from "@mantine/core";
import { IconAlertTriangle, IconFileUpload } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import type { ContractTemplate } from "../../api/generated/api.schemas";
import { messageOf } from "../../api/problem";
import classes from "./Templates.module.css";
import { useUpload } from "./useUpload";

interface UploadPanelProps {
  template: ContractTemplate;
  /** Keeps the PDF there is. */
  onClose?: () => void;
}

/** Takes a PDF, says how far it is, and why it is not taken when it is not. */
export function UploadPanel({ template, onClose }: UploadPanelProps) {
  const upload = useUpload(template);
  const [isOver, setOver] = useState(false);
  const { preflight } = template;
  const isChecking = preflight.state === "checking";
  const isIdle = upload.share === null && !isChecking && !upload.isBusy;
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && isIdle) upload.start(file);
  };
  return (
    <section
      aria-label="Upload a PDF"
      className={classes.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <IconFileUpload size={34} stroke={1.4} aria-hidden="true" />
      {isIdle && (
        <>
          <Text fw={600}>Drop a PDF here</Text>
          <Text size="sm" c="dimmed">
            50 MB at most. Its pages stay as they are.
          </Text>
          <Group>
            <FileButton
              accept="application/pdf,.pdf"
              onChange={(file) => file && upload.start(file)}
            >
              {(props) => <Button {...props}>Choose a PDF</Button>}
            </FileButton>
            {onClose && (
              <Button variant="default" onClick={onClose}>
                Keep the PDF there is
              </Button>
            )}
          </Group>
        </>
      )}
      {upload.share !== null && (
        <>
          <Text size="sm" role="status">
            Uploading, {Math.round(upload.share * 100)} %
          </Text>
          <Progress value={upload.share * 100} aria-label="Upload" w="100%" maw={320} />
          <Button size="xs" variant="default" onClick={upload.stop}>
            Stop
          </Button>
        </>
      )}
      {upload.share === null && (isChecking || upload.isBusy) && (
        <>
          <Text size="sm" role="status">
            Looking at every page. This takes a few seconds.
          </Text>
          <Progress
            value={preflight.progress}
            animated
            aria-label="Check of the PDF"
            w="100%"
            maw={320}
          />
        </>
      )}
      {isIdle && <Refused template={template} upload={upload} />}
    </section>
  );
}

interface RefusedProps {
  template: ContractTemplate;
  upload: ReturnType<typeof useUpload>;
}

function Refused({ template, upload }: RefusedProps) {
  const { state, code, sentence } = template.preflight;
  const [password, setPassword] = useState("");
  if (!upload.error && state !== "refused") return null;
  const asksPassword = !upload.error && code === "pdf_password_required" && upload.canTryAgain;
  return (
    <Alert
      color="red"
      role="alert"
      w="100%"
      ta="start"
      icon={<IconAlertTriangle size={18} />}
      title={upload.error ? messageOf(upload.error) : sentence}
    >
      {asksPassword && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (password) upload.tryPassword(password);
          }}
        >
          <Group align="end" gap="xs">
            <PasswordInput
              label="Password of the PDF"
              autoComplete="off"
              flex={1}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            <Button type="submit" loading={upload.isBusy}>
              Open it
            </Button>
          </Group>
        </form>
      )}
    </Alert>
  );
}
