import { Alert, Button, FileButton, Group, PasswordInput, Progress, Text } from "@mantine/core";
import { IconAlertTriangle, IconFileUpload } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import type { ContractTemplate } from "../../api/generated/api.schemas";
import { messageOf } from "../../api/problem";
import { UploadStatus } from "../../ui/UploadStatus";
import classes from "./Templates.module.css";
import { usePdfUpload } from "./usePdfUpload";

interface UploadPanelProps {
  template: ContractTemplate;
  /** Keeps the PDF there is. */
  onClose?: () => void;
}

/** Takes a PDF, says how far it is, and why it is not taken when it is not. */
export function UploadPanel({ template, onClose }: UploadPanelProps) {
  const upload = usePdfUpload(template);
  const [isOver, setOver] = useState(false);
  const { preflight } = template;
  const isChecking = preflight.state === "checking" || upload.isChecking;
  const isIdle = !upload.sending && !isChecking;
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
      {!upload.sending && isChecking ? (
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
      ) : (
        <UploadStatus upload={upload} />
      )}
      {isIdle && upload.failure === null && <Refused template={template} upload={upload} />}
    </section>
  );
}

interface RefusedProps {
  template: ContractTemplate;
  upload: ReturnType<typeof usePdfUpload>;
}

function Refused({ template, upload }: RefusedProps) {
  const { state, code, sentence } = template.preflight;
  const [password, setPassword] = useState("");
  const { checkError, canCheckAgain, checkAgain } = upload;
  if (!checkError && state !== "refused") return null;
  const offers = !checkError && canCheckAgain ? code : null;
  return (
    <Alert
      color="red"
      role="alert"
      w="100%"
      ta="start"
      icon={<IconAlertTriangle size={18} />}
      title={checkError ? messageOf(checkError) : sentence}
    >
      {offers === "pdf_not_scanned" && (
        <Button size="xs" variant="default" onClick={() => checkAgain(null)}>
          Try again
        </Button>
      )}
      {offers === "pdf_password_required" && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (password) checkAgain(password);
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
            <Button type="submit">Open it</Button>
          </Group>
        </form>
      )}
    </Alert>
  );
}
