import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { api, HttpResponse, http, problem, server } from "../../../test/server";
import { BookingAnswers } from "./BookingAnswers";

const LABELS = { q1: "Your hair", q2: "How did you find us?" };
const questions = Object.entries(LABELS).map(([id, label]) => {
  const limits = { max_length: 80 };
  return { id, kind: "text", label, help: "", is_required: false, options: [], limits };
});
const intake = (version: number, said: Partial<Record<keyof typeof LABELS, string>>) => ({
  can_answer: true,
  questions,
  answers: Object.entries(said).map(([id, value]) => ({
    id: `a-${id}`,
    question_id: id,
    question: LABELS[id as keyof typeof LABELS],
    kind: "text",
    value,
    file: null,
  })),
  version,
});

/** What is kept is this now, whatever the page has; gives what is sent against which version. */
async function openWhile(now: ReturnType<typeof intake>) {
  const sent: [seen: string | null, answers: unknown][] = [];
  const path = api("/public/bookings/secret-token/answers");
  let kept = intake(1, { q1: "Long" });
  server.use(
    http.get(path, () => HttpResponse.json(kept)),
    http.put(path, async ({ request }) => {
      const seen = request.headers.get("If-Match");
      sent.push([seen, ((await request.json()) as { answers: unknown }).answers]);
      if (seen !== `"${kept.version}"`) return problem(412, "stale", "Stale.");
      return HttpResponse.json(kept);
    }),
  );
  const onAnswered = vi.fn();
  render(<BookingAnswers token="secret-token" locale="en" onAnswered={onAnswered} />);
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Change your answers" }));
  kept = now;
  const save = screen.getByRole("button", { name: "Save answers" });
  return { user, sent, save, onAnswered };
}

it("keeps what a guest typed over what the team wrote, says that, and saves again", async () => {
  const now = intake(2, { q1: "Very long", q2: "A friend" });
  const { user, sent, save, onAnswered } = await openWhile(now);
  const hair = screen.getByLabelText(/Your hair/);
  await user.clear(hair);
  await user.type(hair, "Short");
  await user.click(save);
  expect(await screen.findByRole("alert")).toHaveTextContent(/what you typed is kept/);
  expect(hair).toHaveValue("Short");
  expect(hair).toHaveAccessibleDescription(
    "Someone else changed this: “Very long”. Saving puts yours in its place.",
  );
  await waitFor(() => expect(hair).toHaveFocus());
  const found = screen.getByLabelText(/How did you find us/);
  expect(found, "what the guest left alone is as the team wrote it").toHaveValue("A friend");
  expect(found).toBeValid();
  await user.click(save);
  await waitFor(() => expect(onAnswered).toHaveBeenCalled());
  expect(sent).toEqual([
    ['"1"', { q1: "Short", q2: null }],
    ['"2"', { q1: "Short", q2: "A friend" }],
  ]);
});

it("asks nothing where the booking changed in something else", async () => {
  const { user, sent, save, onAnswered } = await openWhile(intake(5, { q1: "Long" }));
  await user.type(screen.getByLabelText(/Your hair/), " and red");
  await user.click(save);
  await waitFor(() => expect(onAnswered).toHaveBeenCalled());
  expect(sent.map(([seen]) => seen)).toEqual(['"1"', '"5"']);
});

it("shows what the team wrote once the guest gives up", async () => {
  const { user, save } = await openWhile(intake(2, { q1: "Very long" }));
  await user.type(screen.getByLabelText(/Your hair/), " and red");
  await user.click(save);
  await screen.findByRole("alert");
  await user.click(screen.getByRole("button", { name: "Discard" }));
  expect(await screen.findByText("Very long")).toBeVisible();
});
