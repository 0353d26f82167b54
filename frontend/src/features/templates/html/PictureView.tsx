import { Select } from "@mantine/core";
import { type NodeViewProps, NodeViewWrapper } from "@tiptap/react";
import { getGetContractAssetUrl } from "../../../api/generated/api";
import classes from "./Html.module.css";

const WIDTHS = [
  { value: "0.25", label: "A quarter wide" },
  { value: "0.5", label: "Half as wide" },
  { value: "1", label: "As wide as the text" },
];

/** A picture of the text, and how wide it is. */
export function PictureView({ node, selected, updateAttributes }: NodeViewProps) {
  const { asset_id, share } = node.attrs;
  return (
    <NodeViewWrapper className={classes.picture} data-selected={selected || undefined}>
      <img
        src={getGetContractAssetUrl(String(asset_id))}
        alt=""
        style={{ width: `${Number(share) * 100}%` }}
      />
      {selected && (
        <Select
          aria-label="How wide the picture is"
          size="xs"
          w={170}
          allowDeselect={false}
          data={WIDTHS}
          value={String(share)}
          onChange={(next) => next && updateAttributes({ share: Number(next) })}
        />
      )}
    </NodeViewWrapper>
  );
}
