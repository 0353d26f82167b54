import { request, setCsrfToken } from "../../api/http";
import { isProblem } from "../../api/problem";
import { rememberWayBack, wayBack } from "../../lib/wayBack";
import { forgetRefusal, showRefusal } from "./refusals";

const OF_PAGES = new Set(["csrf_token", "back"]);

/** The form is sent; then on to where its answer leads, or the refusal stands in the form. */
export async function send(form: HTMLFormElement, go = leave): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
  const isOfApi = "api" in form.dataset;
  setCsrfToken(String(new FormData(form).get("csrf_token")));
  button?.setAttribute("disabled", "");
  // Free again when the page is shown from memory.
  window.addEventListener("pageshow", () => button?.removeAttribute("disabled"), { once: true });
  forgetRefusal(form);
  try {
    const answer = await request<{ url?: string }>(form.getAttribute("action") ?? "", {
      method: "POST",
      ...(isOfApi ? asJson(form) : { body: asFields(form) }),
    });
    go(isOfApi ? visitAddress(form, answer?.url) : answer?.url);
  } catch (error) {
    if (isProblem(error, "not-signed-in")) return go(undefined);
    showRefusal(form, error);
    button?.removeAttribute("disabled");
  }
}

function asJson(form: HTMLFormElement): RequestInit {
  const fields = [...new FormData(form)].filter(([name]) => !OF_PAGES.has(name));
  const body = { ...JSON.parse(form.dataset.values ?? "{}"), ...Object.fromEntries(fields) };
  if (Object.keys(body).length === 0) return {};
  return { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

function asFields(form: HTMLFormElement): URLSearchParams {
  return new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, `${value}`]));
}

/** What a dialog begins comes back to this page at its end; the banner's Stop goes there. */
function visitAddress(form: HTMLFormElement, url: string | undefined): string | undefined {
  if (!url || !form.closest("dialog")) return url && wayBack(url);
  rememberWayBack(window.location.pathname + window.location.search);
  return url;
}

function leave(url: string | undefined): void {
  if (url) window.location.assign(url);
  else window.location.reload();
}
