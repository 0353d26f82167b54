import { request, setCsrfToken } from "../../api/http";
import { isProblem } from "../../api/problem";

const OF_PAGES = new Set(["csrf_token", "back"]);

/** The form as JSON to the API; then on to where its answer leads, or the refusal in words. */
export async function send(form: HTMLFormElement, go = leave): Promise<void> {
  const fields = [...new FormData(form)].filter(([name]) => !OF_PAGES.has(name));
  const body = { ...JSON.parse(form.dataset.values ?? "{}"), ...Object.fromEntries(fields) };
  const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
  setCsrfToken(String(new FormData(form).get("csrf_token")));
  button?.setAttribute("disabled", "");
  try {
    const answer = await request<{ url?: string }>(form.getAttribute("action") ?? "", {
      method: "POST",
      ...(Object.keys(body).length > 0 && {
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      }),
    });
    go(answer?.url);
  } catch (error) {
    refuse(form, error);
    button?.removeAttribute("disabled");
  }
}

function leave(url: string | undefined): void {
  if (url) window.location.assign(url);
  else window.location.reload();
}

function refuse(form: HTMLFormElement, error: unknown): void {
  const place = form.querySelector<HTMLElement>("[data-refusal]");
  if (!place) throw error;
  place.hidden = false;
  place.textContent = isProblem(error) ? error.message : "This did not work. Please try again.";
}
