import { ActionIcon, FileButton, Tooltip } from "@mantine/core";
import { IconPhotoPlus } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { Editor } from "@tiptap/react";
import { getCreateContractAssetUrl } from "../../../api/generated/api";
import type { ContractAsset } from "../../../api/generated/api.schemas";
import { request } from "../../../api/http";
import { ProblemError } from "../../../api/problem";
import { toastProblem } from "../../../ui/toast";

const MOST_BYTES = 2_000_000;

/** The generated client would send the picture as JSON; it goes as it is. */
async function upload(file: File): Promise<ContractAsset> {
  if (file.size > MOST_BYTES)
    throw new ProblemError({ title: "This picture is larger than 2 MB." });
  const headers = { "Content-Type": file.type };
  return request(getCreateContractAssetUrl(), { method: "POST", headers, body: file });
}

/** Puts a picture of one's own into the text. */
export function PictureTool({ editor }: { editor: Editor }) {
  const add = useMutation({
    mutationFn: upload,
    onSuccess: ({ id }) =>
      editor
        .chain()
        .focus()
        .insertContent({ type: "image", attrs: { asset_id: id, share: 0.5 } })
        .run(),
    onError: toastProblem,
  });
  return (
    <FileButton accept="image/png,image/jpeg" onChange={(file) => file && add.mutate(file)}>
      {(props) => (
        <Tooltip label="Picture">
          <ActionIcon {...props} aria-label="Picture" loading={add.isPending}>
            <IconPhotoPlus size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      )}
    </FileButton>
  );
}
