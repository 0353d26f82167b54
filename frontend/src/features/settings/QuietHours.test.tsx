import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { type Quiet, QuietHours } from "./QuietHours";

function show(first: Quiet) {
  const seen: Quiet[] = [];
  function Held() {
    const [value, setValue] = useState(first);
    return (
      <QuietHours
        value={value}
        onChange={(next) => {
          seen.push(next);
          setValue(next);
        }}
      />
    );
  }
  renderApp(<Held />);
  return { seen, user: userEvent.setup() };
}

it("has hours that are quiet, or none", async () => {
  const { seen, user } = show({ quiet_from_minute: 1260, quiet_until_minute: 480 });
  expect(screen.getByLabelText("From")).toHaveValue("21:00");
  fireEvent.change(screen.getByLabelText("Until"), { target: { value: "07:30" } });
  expect(seen.at(-1)).toEqual({ quiet_from_minute: 1260, quiet_until_minute: 450 });
  await user.click(screen.getByRole("switch"));
  expect(seen.at(-1)).toEqual({ quiet_from_minute: 0, quiet_until_minute: 0 });
  expect(screen.queryByLabelText("From")).not.toBeInTheDocument();
  await user.click(screen.getByRole("switch"));
  expect(screen.getByLabelText("Until")).toHaveValue("08:00");
});
