import { Editor } from "@tiptap/react";
import { afterEach, expect, it } from "vitest";
import { EXTENSIONS } from "./textEditor";

let editor: Editor;
afterEach(() => editor.destroy());

const linksOf = (html: string) => {
  editor = new Editor({ extensions: EXTENSIONS, content: html });
  const marks = editor.getJSON().content?.[0]?.content?.[0]?.marks ?? [];
  return marks.map(({ type, attrs }) => [type, attrs]);
};

it("keeps a pasted link that may stand in a contract", () => {
  const pasted = '<p><a href="https://x.example/terms" onclick="x()" target="_blank">terms</a></p>';
  expect(linksOf(pasted)).toEqual([["link", { href: "https://x.example/terms" }]]);
  expect(editor.getHTML()).toContain(
    '<a href="https://x.example/terms" rel="noopener noreferrer">',
  );
});

it.each(["javascript:alert(1)", "http://x.example", "//x.example", "data:text/html,x"])(
  "keeps only the words of a link to %s",
  (href) => {
    expect(linksOf(`<p><a href="${href}">terms</a></p>`)).toEqual([]);
    expect(editor.getText()).toBe("terms");
  },
);

it("links what is selected, and no longer", () => {
  editor = new Editor({ extensions: EXTENSIONS, content: "<p>our terms</p>" });
  editor.commands.setTextSelection({ from: 5, to: 10 });
  editor.chain().setMark("link", { href: "https://x.example" }).run();
  expect(editor.getHTML()).toContain('our <a href="https://x.example"');
  editor.chain().extendMarkRange("link").unsetMark("link").run();
  expect(editor.getHTML()).toBe("<p>our terms</p>");
});
