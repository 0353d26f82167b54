import { mergeAttributes, Node } from "@tiptap/core";
import { goToNextCell, tableEditing } from "@tiptap/pm/tables";

const ROLES: Record<string, string> = {
  table: "table",
  tableRow: "row",
  tableCell: "cell",
  tableHeader: "header_cell",
};

/** What ProseMirror asks of every cell; here none are joined, and columns are equally wide. */
const PLAIN = {
  colspan: { default: 1, parseHTML: () => 1, renderHTML: () => ({}) },
  rowspan: { default: 1, parseHTML: () => 1, renderHTML: () => ({}) },
  colwidth: { default: null, parseHTML: () => null, renderHTML: () => ({}) },
};

const TableNode = Node.create({
  name: "table",
  group: "block",
  content: "tableRow+",
  isolating: true,
  extendNodeSchema: ({ name }) => (name in ROLES ? { tableRole: ROLES[name] } : {}),
  parseHTML: () => [{ tag: "table" }],
  renderHTML: () => ["table", ["tbody", 0]],
  addKeyboardShortcuts() {
    const go = (direction: 1 | -1) => () =>
      goToNextCell(direction)(this.editor.state, this.editor.view.dispatch);
    return { Tab: go(1), "Shift-Tab": go(-1) };
  },
  addProseMirrorPlugins: () => [tableEditing()],
});

const RowNode = Node.create({
  name: "tableRow",
  content: "(tableCell | tableHeader)+",
  parseHTML: () => [{ tag: "tr" }],
  renderHTML: () => ["tr", 0],
});

const cellNode = (name: string, tag: string) =>
  Node.create({
    name,
    content: "paragraph+",
    isolating: true,
    addAttributes: () => PLAIN,
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, mergeAttributes(HTMLAttributes), 0],
  });

/** Tables of paragraphs, as the server's allow-list has them. */
export const TABLE_NODES = [
  TableNode,
  RowNode,
  cellNode("tableCell", "td"),
  cellNode("tableHeader", "th"),
];

const row = (cell: string, columns: number) => ({
  type: "tableRow",
  content: Array.from({ length: columns }, () => ({
    type: cell,
    content: [{ type: "paragraph" }],
  })),
});

/** An empty one of two columns: a head and two rows. */
export const NEW_TABLE = {
  type: "table",
  content: [row("tableHeader", 2), row("tableCell", 2), row("tableCell", 2)],
};
