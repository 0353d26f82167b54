import { useEffect, useRef } from "react";
import classes from "./Mails.module.css";

/**
 * A mail's HTML as mail programs show it: apart from the page's own styles, and not to be clicked.
 * Our policy lets no document have inline styles, so each is set by script.
 */
export function MailPage({ html }: { html: string }) {
  const host = useRef<HTMLElement>(null);
  useEffect(() => {
    const root = host.current?.shadowRoot ?? host.current?.attachShadow({ mode: "open" });
    root?.replaceChildren(drawn(html));
  }, [html]);
  return <section ref={host} className={classes.page} aria-label="Preview of the mail" />;
}

/** A tag up to its styles. Merely read by a parser, they would each be refused aloud in the browser's log. */
const STYLED = /(<[a-z][^>]*?\s)style=/gi;

function drawn(html: string): HTMLElement {
  const bare = html.replace(STYLED, "$1data-style=");
  const { body } = new DOMParser().parseFromString(bare, "text/html");
  const box = document.createElement("div");
  box.inert = true;
  box.append(...document.importNode(body, true).childNodes);
  box.style.cssText = body.dataset.style ?? "";
  for (const each of box.querySelectorAll<HTMLElement>("[data-style]")) {
    each.style.cssText = each.dataset.style ?? "";
  }
  return box;
}
