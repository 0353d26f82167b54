/*
 * Shows a business's booking page within its own web site:
 *
 *   <script src="https://NAME.example/widget.js" async></script>
 *
 * data-service="ID"     begin with this service
 * data-look="button"    a button that opens the page in a dialog, instead of the page itself
 * data-label="Book now" what stands on the button
 */
(() => {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const origin = new URL(script.src).origin;
  const { service, look, label = "Book now" } = script.dataset;

  function frame() {
    const made = document.createElement("iframe");
    const address = new URL("/book", origin);
    address.searchParams.set("embedded", "1");
    if (service) address.searchParams.set("service", service);
    made.src = address.href;
    made.title = label;
    made.loading = "lazy";
    made.allow = "clipboard-write";
    Object.assign(made.style, { width: "100%", height: "640px", border: "0", display: "block" });
    return made;
  }

  /** The frame grows with its page, so that it never scrolls within the site. */
  function follow(inline) {
    window.addEventListener("message", ({ data, origin: from, source }) => {
      if (from !== origin || source !== inline.contentWindow) return;
      if (data?.type !== "smoothschedule:height" || !Number.isFinite(data.height)) return;
      inline.style.height = `${Math.max(320, Math.ceil(data.height))}px`;
    });
  }

  function button() {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.className = "smoothschedule-button";
    made.addEventListener("click", () => open(made));
    return made;
  }

  function open(from) {
    const dialog = document.createElement("dialog");
    const close = document.createElement("button");
    const page = frame();
    close.type = "button";
    close.textContent = "\u00d7";
    close.setAttribute("aria-label", "Close");
    dialog.setAttribute("aria-label", label);
    Object.assign(dialog.style, {
      width: "min(1080px, 96vw)",
      height: "min(760px, 94vh)",
      padding: "0",
      border: "0",
      borderRadius: "16px",
      overflow: "hidden",
    });
    Object.assign(close.style, {
      position: "absolute",
      top: "8px",
      right: "8px",
      width: "40px",
      height: "40px",
      border: "0",
      borderRadius: "20px",
      background: "#fff",
      color: "#111",
      font: "24px/1 system-ui, sans-serif",
      cursor: "pointer",
      boxShadow: "0 1px 4px #0003",
    });
    page.style.height = "100%";
    page.loading = "eager";
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      from.focus();
    });
    dialog.append(page, close);
    document.body.append(dialog);
    dialog.showModal();
  }

  const shown = look === "button" ? button() : frame();
  script.after(shown);
  if (shown instanceof HTMLIFrameElement) follow(shown);
})();
