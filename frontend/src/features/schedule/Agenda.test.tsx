import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { renderApp } from "../../../test/render";
import { appointment } from "../../../test/samples";
import { Agenda } from "./Agenda";

it("names both clocks of what goes over a change of them, on the phone too", () => {
  vi.spyOn(window, "matchMedia").mockImplementation(
    (query) =>
      ({ matches: true, media: query, addEventListener() {}, removeEventListener() {} }) as never,
  );
  const over = appointment("a1", "2027-03-14T06:30:00Z", { ends_at: "2027-03-14T08:00:00Z" });
  renderApp(
    <Agenda
      appointments={[over]}
      days={["2027-03-14"]}
      zone="America/New_York"
      locale="en-US"
      freshIds={new Set()}
      mayCreate={false}
      menuOf={() => null}
      onOpen={() => {}}
      onCreate={() => {}}
    />,
  );
  expect(screen.getByRole("button")).toHaveTextContent(/1:30 AM EST.*4:00 AM EDT/);
});
