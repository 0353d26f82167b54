import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { appointment } from "../../../test/samples";
import { api, HttpResponse, http, server } from "../../../test/server";
import { NotesEditor } from "./NotesEditor";

const START = "2026-11-24T15:00:00Z";

function renderNotes(first: string) {
  let set: (notes: string) => void = () => undefined;
  function Page() {
    const [notes, setNotes] = useState(first);
    set = setNotes;
    return <NotesEditor appointment={appointment("a1", START, { notes })} isLocked={false} />;
  }
  renderApp(<Page />);
  return { show: (notes: string) => act(() => set(notes)) };
}

it("shows notes that somebody else wrote as they are, with nothing to save", async () => {
  const { show } = renderNotes("Window seat.");
  show("Quiet corner.");
  expect(await screen.findByLabelText("Notes")).toHaveValue("Quiet corner.");
  expect(screen.queryByRole("button", { name: "Save notes" })).not.toBeInTheDocument();
});

it("keeps what was typed, and says what somebody else wrote meanwhile", async () => {
  const user = userEvent.setup();
  const { show } = renderNotes("Window seat.");
  await user.type(screen.getByLabelText("Notes"), " Allergic.");
  show("Quiet corner.");
  expect(screen.getByLabelText("Notes")).toHaveValue("Window seat. Allergic.");
  expect(screen.getByRole("status")).toHaveTextContent(/Meanwhile somebody.*Quiet corner\./);
  await user.click(screen.getByRole("button", { name: "Discard" }));
  expect(screen.getByLabelText("Notes")).toHaveValue("Quiet corner.");
  expect(screen.queryByRole("status")).not.toBeInTheDocument();
});

it("keeps what is typed while notes are being saved, as a change of those", async () => {
  const user = userEvent.setup();
  let answer: () => void = () => undefined;
  server.use(
    http.patch(api("/appointments/a1"), async () => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return HttpResponse.json(appointment("a1", START, { notes: "Window seat.", version: 2 }));
    }),
  );
  const { show } = renderNotes("");
  const field = screen.getByLabelText("Notes");
  await user.type(field, "Window seat.");
  await user.click(screen.getByRole("button", { name: "Save notes" }));
  await user.type(field, " Allergic.");
  answer();
  expect(await screen.findByText("Notes saved.")).toBeVisible();
  show("Window seat.");
  expect(field).toHaveValue("Window seat. Allergic.");
  expect(screen.queryByText(/Meanwhile somebody/)).not.toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Save notes" })).toBeEnabled();
});
