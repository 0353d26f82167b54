import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { appointment } from "../../../test/samples";
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
