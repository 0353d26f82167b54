import { mergeAttributes, Node } from "@tiptap/core";
import { ReactNodeViewRenderer } from "@tiptap/react";
import { ConditionalView, FieldChip, VariableChip } from "./chips";
import { PictureView } from "./PictureView";

/** A value that is known when the contract is made. */
export const VariableNode = Node.create({
  name: "variable",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({ name: { default: "" } }),
  parseHTML: () => [
    { tag: "span[data-variable]", getAttrs: (element) => ({ name: element.dataset.variable }) },
  ],
  renderHTML: ({ node }) => ["span", { "data-variable": node.attrs.name }],
  addNodeView: () => ReactNodeViewRenderer(VariableChip),
});

/** Something that a signer fills in; what it is stands among the template's fields. */
export const FieldNode = Node.create({
  name: "field",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({ id: { default: "" } }),
  parseHTML: () => [
    {
      tag: "span[data-contract-field]",
      getAttrs: (element) => ({ id: element.dataset.contractField }),
    },
  ],
  renderHTML: ({ node }) => ["span", { "data-contract-field": node.attrs.id }],
  addNodeView: () => ReactNodeViewRenderer(FieldChip),
});

/** Paragraphs that are there only when a value says so. */
export const ConditionalNode = Node.create({
  name: "conditional",
  group: "block",
  content: "block+",
  defining: true,
  addAttributes: () => ({
    variable: { default: "customer.phone" },
    is: { default: "filled" },
    value: { default: null },
  }),
  parseHTML: () => [{ tag: "div[data-conditional]" }],
  renderHTML: ({ HTMLAttributes }) => [
    "div",
    mergeAttributes(HTMLAttributes, { "data-conditional": "" }),
    0,
  ],
  addNodeView: () => ReactNodeViewRenderer(ConditionalView),
});

/** A picture that was uploaded here; there are no addresses of others. */
export const ImageNode = Node.create({
  name: "image",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({ asset_id: { default: "" }, share: { default: 1 } }),
  parseHTML: () => [
    {
      tag: "figure[data-asset]",
      getAttrs: (element) => ({
        asset_id: element.dataset.asset,
        share: Number(element.dataset.share) || 1,
      }),
    },
  ],
  renderHTML: ({ node }) => [
    "figure",
    { "data-asset": node.attrs.asset_id, "data-share": node.attrs.share },
  ],
  addNodeView: () => ReactNodeViewRenderer(PictureView),
});
