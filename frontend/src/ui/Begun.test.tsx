import { useForm } from "@mantine/form";
import { act, fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { renderApp } from "../../test/render";
import { Begun } from "./Begun";
import { SaveBar } from "./SaveBar";

interface Thing {
  name: string;
  version: number;
}

let bring: (thing: Thing) => void = () => undefined;

function Form({ thing, onSave }: { thing: Thing; onSave: (version: number) => void }) {
  const form = useForm({ initialValues: { name: thing.name } });
  const save = () => {
    form.resetDirty();
    onSave(thing.version);
  };
  return (
    <form onSubmit={form.onSubmit(save)}>
      <input aria-label="Name" {...form.getInputProps("name")} />
      <SaveBar
        act="Save"
        isDirty={form.isDirty()}
        isBusy={false}
        error={null}
        onDiscard={form.reset}
      />
    </form>
  );
}

function Page({ onSave }: { onSave: (version: number) => void }) {
  const [thing, setThing] = useState({ name: "Bella", version: 1 });
  bring = setThing;
  return <Begun now={thing}>{(begun) => <Form thing={begun} onSave={onSave} />}</Begun>;
}

const type = (value: string) =>
  fireEvent.change(screen.getByLabelText("Name"), { target: { value } });
const others = (name: string, version: number) => act(() => bring({ name, version }));
const leaves = () => fireEvent(window, new Event("beforeunload", { cancelable: true }));

it("shows what others changed as long as nothing is typed", () => {
  renderApp(<Page onSave={vi.fn()} />);
  others("Bella Two", 2);
  expect(screen.getByLabelText("Name")).toHaveValue("Bella Two");
  expect(leaves()).toBe(true);
});

it("keeps what is typed, and saves it as a change of the version that was seen", () => {
  const onSave = vi.fn();
  renderApp(<Page onSave={onSave} />);
  type("Mine");
  others("Theirs", 2);
  expect(screen.getByLabelText("Name")).toHaveValue("Mine");
  expect(leaves(), "the browser asks before it leaves").toBe(false);
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(onSave).toHaveBeenCalledWith(1);
  expect(screen.getByLabelText("Name"), "then the newest").toHaveValue("Theirs");
});

it("shows the newest when what was typed is discarded", () => {
  renderApp(<Page onSave={vi.fn()} />);
  type("Mine");
  others("Theirs", 2);
  fireEvent.click(screen.getByRole("button", { name: "Discard" }));
  expect(screen.getByLabelText("Name")).toHaveValue("Theirs");
});
