const KEY = "guest";

export interface Guest {
  name: string;
  email: string;
}

/** What a guest typed to book, kept in this tab, so that an account needs it no second time. */
export function keepGuest({ name, email }: Guest): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ name, email }));
  } catch {
    // Without storage the form is simply empty.
  }
}

export function readGuest(): Guest {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
    return { name: String(kept.name ?? ""), email: String(kept.email ?? "") };
  } catch {
    return { name: "", email: "" };
  }
}
