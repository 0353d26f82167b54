import { Checkbox, SegmentedControl, Select, Textarea, TextInput } from "@mantine/core";
import { fireEvent, screen } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { useEffect, useState } from "react";
import { expect, it, vi } from "vitest";
import { renderApp } from "../../test/render";
import { hasUnsaved } from "./Begun";
import { ConfirmWithReason } from "./ConfirmWithReason";
import { FormSheet } from "./FormSheet";

const QUESTION = "Close without saving?";

function Sheet({ onClose, isBusy }: { onClose: () => void; isBusy?: boolean }) {
  const [name, setName] = useState("");
  const [size, setSize] = useState("");
  const [lines, setLines] = useState(["One"]);
  // Comes from the server once the sheet is open.
  useEffect(() => setName("Ann"), []);
  return (
    <FormSheet title="Somebody" {...{ onClose, isBusy }}>
      <TextInput
        label="Name"
        value={name}
        onChange={({ currentTarget: { value } }) => setName(value)}
      />
      <TextInput type="date" label="Day" />
      <Select label="Service" data={["Cut", "Colour"]} />
      <Checkbox label="Tell them" />
      <SegmentedControl aria-label="How" data={["Once", "Often"]} />
      <button type="button" aria-pressed={size === "large"} onClick={() => setSize("large")}>
        Large
      </button>
      {lines.map((line) => (
        <Textarea key={line} label={line} />
      ))}
      <button type="button" onClick={() => setLines([])}>
        Remove the line
      </button>
    </FormSheet>
  );
}

async function open(isBusy = false) {
  const onClose = vi.fn();
  renderApp(<Sheet {...{ onClose, isBusy }} />);
  await screen.findByDisplayValue("Ann");
  return { user: userEvent.setup(), onClose };
}

const close = (user: UserEvent) => user.keyboard("{Escape}");

const FILLING: Record<string, (user: UserEvent) => Promise<unknown>> = {
  typing: (user) => user.type(screen.getByLabelText("Name"), "a"),
  "a day": async (user) => {
    await user.click(screen.getByLabelText("Day"));
    fireEvent.change(screen.getByLabelText("Day"), { target: { value: "2026-11-27" } });
  },
  "a choice": async (user) => {
    await user.click(screen.getByRole("combobox", { name: "Service" }));
    await user.click(await screen.findByRole("option", { name: "Colour", hidden: true }));
  },
  "a tick": (user) => user.click(screen.getByRole("checkbox", { name: "Tell them" })),
  "one of two": (user) => user.click(screen.getByRole("radio", { name: "Often" })),
  "a pressed button": (user) => user.click(screen.getByRole("button", { name: "Large" })),
  "a line less": (user) => user.click(screen.getByRole("button", { name: "Remove the line" })),
};

it.each(Object.entries(FILLING))("asks before %s is lost", async (_, fill) => {
  const { user, onClose } = await open();
  expect(hasUnsaved()).toBe(false);
  await fill(user);
  expect(hasUnsaved()).toBe(true);
  await close(user);
  expect(await screen.findByText(QUESTION)).toBeVisible();
  expect(onClose).not.toHaveBeenCalled();
});

const UNDOING: Record<string, (user: UserEvent) => Promise<unknown>> = {
  "what is there already": async () => undefined,
  "a look at every field": (user) => user.keyboard("{Tab}{Tab}{Tab}{Tab}{Tab}"),
  "what is deleted again": (user) => user.type(screen.getByLabelText("Name"), "a{Backspace}"),
  "a tick that is taken back": (user) =>
    user.dblClick(screen.getByRole("checkbox", { name: "Tell them" })),
};

it.each(Object.entries(UNDOING))("closes without a word after %s", async (_, look) => {
  const { user, onClose } = await open();
  await look(user);
  expect(hasUnsaved()).toBe(false);
  await close(user);
  expect(onClose).toHaveBeenCalledOnce();
  expect(screen.queryByText(QUESTION)).not.toBeInTheDocument();
});

it("asks also when the first that is heard of it is that something was put in", async () => {
  const { user, onClose } = await open();
  fireEvent.input(screen.getByLabelText("Name"), { target: { value: "Dictated" } });
  await close(user);
  expect(await screen.findByText(QUESTION)).toBeVisible();
  expect(onClose).not.toHaveBeenCalled();
});

it("holds nobody back while it is on its way to the server", async () => {
  const { user } = await open(true);
  await user.type(screen.getByLabelText("Name"), "a");
  expect(hasUnsaved()).toBe(false);
});

it("asks before a reason is lost", async () => {
  const onClose = vi.fn();
  renderApp(
    <ConfirmWithReason
      title="Void it?"
      act="Void"
      keep="Keep it"
      needsReason
      isBusy={false}
      onConfirm={vi.fn()}
      onClose={onClose}
    >
      For good.
    </ConfirmWithReason>,
  );
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText("Reason"), "They moved away");
  await close(user);
  await user.click(await screen.findByRole("button", { name: "Keep writing" }));
  expect(screen.getByLabelText("Reason")).toHaveValue("They moved away");
  expect(onClose).not.toHaveBeenCalled();
  await user.click(screen.getByRole("button", { name: "Keep it" }));
  expect(onClose, "which was meant").toHaveBeenCalledOnce();
});
