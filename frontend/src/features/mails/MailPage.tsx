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

function drawn(html: string): HTMLElement {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const box = document.createElement("div");
  box.inert = true;
  const styled = [body, ...body.querySelectorAll<HTMLElement>("[style]")];
  const styles = styled.map((each) => each.getAttribute("style") ?? "");
  for (const [at, each] of styled.entries()) {
    each.removeAttribute("style");
    each.dataset.at = String(at);
  }
  box.append(...document.importNode(body, true).childNodes);
  box.style.cssText = styles[0] ?? "";
  for (const each of box.querySelectorAll<HTMLElement>("[data-at]")) {
    each.style.cssText = styles[Number(each.dataset.at)] ?? "";
  }
  return box;
}
