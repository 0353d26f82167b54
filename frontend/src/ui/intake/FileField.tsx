import { Button, FileButton, Group, Input, Progress, Text } from "@mantine/core";
import type { Question } from "../../api/generated/api.schemas";
import { type FormFile, fileTypes, mostBytes } from "../../api/intake";
import { useSendFile } from "../../api/useSendFile";
import { bytesText } from "../../lib/format";

interface FileFieldProps {
  question: Question;
  label: string;
  description?: string;
  error?: string;
  file: FormFile | null;
  locale: string;
  onChange: (file: FormFile | null) => void;
}

/** A file in answer to a question, sent as soon as it is chosen. */
export function FileField(props: FileFieldProps) {
  const { question, label, description, error, file, locale, onChange } = props;
  const upload = useSendFile(question, locale, onChange);
  const { accept, names } = fileTypes(question);
  const hint = `${names}, up to ${bytesText(mostBytes(question), locale)}.`;
  return (
    <Input.Wrapper
      label={label}
      description={description ? `${description} ${hint}` : hint}
      error={upload.failure ?? error}
    >
      {upload.sending ? (
        <Group mt={6} gap="sm">
          <Progress
            flex={1}
            value={upload.sending.share * 100}
            aria-label={`Sending ${upload.sending.name}`}
          />
          <Button size="xs" variant="default" onClick={upload.stop}>
            Stop
          </Button>
        </Group>
      ) : (
        <Group mt={6} gap="sm">
          {file && <Text size="sm">{file.name}</Text>}
          <FileButton accept={accept} onChange={(chosen) => chosen && void upload.send(chosen)}>
            {(button) => (
              <Button {...button} size="xs" variant="default">
                {file ? "Choose another" : "Choose a file"}
                <span className="visually-hidden"> for {question.label}</span>
              </Button>
            )}
          </FileButton>
          {file && (
            <Button size="xs" variant="default" onClick={() => onChange(null)}>
              Remove
            </Button>
          )}
        </Group>
      )}
    </Input.Wrapper>
  );
}
