import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { Preview } from "./Preview";
import { valuesOf } from "./serviceForm";

const complete = { ...valuesOf(undefined, "USD"), name: "Cut", staff: ["r1"] };
const shown = (values: typeof complete) =>
  renderApp(
    <Preview values={values} currency="USD">
      {({ name, duration_minutes }) => <p>{`${name}, ${duration_minutes} minutes`}</p>}
    </Preview>,
  );

describe("the preview of a service", () => {
  it("shows what would be saved", () => {
    shown(complete);
    expect(screen.getByText("Cut, 60 minutes")).toBeVisible();
  });

  it("does not wait for a name, but for what decides", () => {
    shown({ ...complete, name: " " });
    expect(screen.getByText("Name of the service, 60 minutes")).toBeVisible();
    shown({ ...complete, staff: [] });
    expect(screen.getByText("Choose who or what gives this service.")).toBeVisible();
  });

  it("says that a service of the team is not shown at all", () => {
    shown({ ...complete, is_public: false });
    expect(screen.getByText(/for the team only/)).toBeVisible();
  });
});
