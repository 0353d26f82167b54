import { Box, Button, FileButton, Group, Input, Text } from "@mantine/core";
import type { Question } from "../../api/generated/api.schemas";
import { type FormFile, fileTypes, mostBytes, useAnswerUpload } from "../../api/intake";
import { bytesText } from "../../lib/format";
import { UploadStatus } from "../UploadStatus";

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
  const upload = useAnswerUpload(question, locale, onChange);
  const { accept, names } = fileTypes(question);
  const hint = `${names}, up to ${bytesText(mostBytes(question), locale)}.`;
  return (
    <Input.Wrapper
      label={label}
      description={description ? `${description} ${hint}` : hint}
      error={upload.failure === null && error}
    >
      {!upload.sending && (
        <Group my={6} gap="sm">
          {file && (
            <Text size="sm" style={{ overflowWrap: "anywhere" }}>
              {file.name}
            </Text>
          )}
          <FileButton accept={accept} onChange={(chosen) => chosen && upload.start(chosen)}>
            {(button) => (
              <Button {...button} size="xs" variant="default">
                {file ? "Choose another" : "Choose a file"}
                <span className="visually-hidden"> for {question.label}</span>
              </Button>
            )}
          </FileButton>
          {file && (
            <Button
              size="xs"
              variant="default"
              onClick={() => {
                upload.stop();
                onChange(null);
              }}
            >
              Remove
            </Button>
          )}
        </Group>
      )}
      <Box my={6}>
        <UploadStatus upload={upload} />
      </Box>
    </Input.Wrapper>
  );
}
