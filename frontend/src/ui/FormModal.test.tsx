import { Drawer, TextInput } from "@mantine/core";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { renderApp } from "../../test/render";
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
