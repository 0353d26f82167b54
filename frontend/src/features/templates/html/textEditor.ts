import { Blockquote } from "@tiptap/extension-blockquote";
import { Bold } from "@tiptap/extension-bold";
import { Document } from "@tiptap/extension-document";
import { HardBreak } from "@tiptap/extension-hard-break";
import { Heading } from "@tiptap/extension-heading";
import { HorizontalRule } from "@tiptap/extension-horizontal-rule";
import { Italic } from "@tiptap/extension-italic";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Text } from "@tiptap/extension-text";
import { Underline } from "@tiptap/extension-underline";
import { Gapcursor, Placeholder, UndoRedo } from "@tiptap/extensions";
import type { JSONContent } from "@tiptap/react";
import { Link } from "./link";
import { ConditionalNode, FieldNode, ImageNode, VariableNode } from "./nodes";
import { TABLE_NODES } from "./tableNodes";

/** Exactly what a contract's text may hold, as the server's allow-list has it. */
export const EXTENSIONS = [
  Document,
  Paragraph,
  Text,
  Heading.configure({ levels: [1, 2, 3] }),
  Bold,
  Italic,
  Underline,
  Link,
  BulletList,
  OrderedList,
  ListItem,
  ListKeymap,
  Blockquote,
  HorizontalRule,
  HardBreak,
  ...TABLE_NODES,
  Gapcursor,
  UndoRedo,
  Placeholder.configure({ placeholder: "Write the contract here …" }),
  VariableNode,
  FieldNode,
  ConditionalNode,
  ImageNode,
];

/** The ids of the fields that stand in the text, in order, twice when they do twice. */
export function fieldIdsIn(doc: JSONContent): string[] {
  const own = doc.type === "field" ? [String(doc.attrs?.id)] : [];
  return [...own, ...(doc.content ?? []).flatMap(fieldIdsIn)];
}

/** The names of the values that the text waits for. */
export function variablesIn(doc: JSONContent): string[] {
  const own =
    doc.type === "variable"
      ? [String(doc.attrs?.name)]
      : doc.type === "conditional"
        ? [String(doc.attrs?.variable)]
        : [];
  return [...own, ...(doc.content ?? []).flatMap(variablesIn)];
}
