import { Drawer, MantineProvider, TextInput } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { renderApp } from "../../test/render";
import { ProblemError } from "../api/problem";
import { hasUnsaved } from "./Begun";
import { FormModal } from "./FormModal";
import { useOnTop } from "./useClosing";

const QUESTION = "Close without saving?";

async function open() {
  const onClose = vi.fn();
  const onDrawerClose = vi.fn();
  function Page() {
    const [isOpen, setOpen] = useState(false);
    return (
      <>
        <Drawer opened {...useOnTop(onDrawerClose)} title="Beneath">
          <button type="button" onClick={() => setOpen(true)}>
            Edit
          </button>
        </Drawer>
        {isOpen && (
          <FormModal
            title="New one"
            act="Add"
            isBusy={false}
            error={null}
            onSubmit={vi.fn()}
            onClose={onClose}
          >
            <TextInput label="Name" data-autofocus />
          </FormModal>
        )}
      </>
    );
  }
  renderApp(<Page />);
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Edit" }));
  return { user, onClose, onDrawerClose };
}

it("closes without a word when nothing was typed, and alone", async () => {
  const { user, onClose, onDrawerClose } = await open();
  await user.click(await screen.findByLabelText("Name"));
  await user.keyboard("{Escape}");
  expect(onClose).toHaveBeenCalledOnce();
  expect(onDrawerClose, "of the drawer beneath").not.toHaveBeenCalled();
  expect(screen.queryByText(QUESTION)).not.toBeInTheDocument();
});

it("asks before what was typed is lost, and keeps it when wanted", async () => {
  const { user, onClose } = await open();
  await user.type(await screen.findByLabelText("Name"), "Ann");
  expect(hasUnsaved()).toBe(true);
  await user.keyboard("{Escape}");
  await user.click(await screen.findByRole("button", { name: "Keep writing" }));
  expect(onClose).not.toHaveBeenCalled();
  expect(screen.getByLabelText("Name")).toHaveValue("Ann");
  await user.click(screen.getByLabelText("Name"));
  await user.keyboard("{Escape}");
  await user.click((await screen.findAllByRole("button", { name: "Close" })).at(-1) as HTMLElement);
  expect(onClose).toHaveBeenCalledOnce();
});

it("takes Discard at its word", async () => {
  const { user, onClose } = await open();
  await user.type(await screen.findByLabelText("Name"), "Ann");
  await user.click(screen.getByRole("button", { name: "Discard" }));
  expect(onClose).toHaveBeenCalledOnce();
  expect(screen.queryByText(QUESTION)).not.toBeInTheDocument();
});

it("brings why it was refused into view, each time anew", async () => {
  const brought = vi.fn();
  vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(function (this: Element) {
    brought(this.textContent);
  });
  const form = (error: unknown, name = "New one") => (
    <MantineProvider env="test">
      <FormModal
        title={name}
        act="Add"
        isBusy={false}
        {...{ error }}
        onSubmit={vi.fn()}
        onClose={vi.fn()}
      >
        <TextInput label="Name" />
      </FormModal>
    </MantineProvider>
  );
  const refused = () => new ProblemError({ type: "/problems/limit", title: "Ten at most." });
  const { rerender } = render(form(null));
  await screen.findByLabelText("Name");
  expect(brought).not.toHaveBeenCalled();
  const first = refused();
  rerender(form(first));
  expect(screen.getByRole("alert")).toBeVisible();
  rerender(form(first, "Renamed"));
  expect(brought.mock.calls).toEqual([["Ten at most."]]);
  rerender(form(refused()));
  expect(brought).toHaveBeenCalledTimes(2);
});
