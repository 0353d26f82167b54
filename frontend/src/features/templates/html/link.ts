import { Mark } from "@tiptap/react";

/** Where a link may lead, as the server's allow-list has it. */
export const LINK_TARGET = /^(https:\/\/|mailto:)\S+$/i;

/**
 * A link within the text. The library's own mark also looks for addresses in what is typed: a tenth
 * of the editor's script, for links that nobody asked for in a contract.
 */
export const Link = Mark.create({
  name: "link",
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [
    {
      tag: "a[href]",
      // Pasted text keeps what it says, and only links that may stand there.
      getAttrs: (element) => LINK_TARGET.test(element.getAttribute("href") ?? "") && null,
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ["a", { ...HTMLAttributes, rel: "noopener noreferrer" }, 0],
});
