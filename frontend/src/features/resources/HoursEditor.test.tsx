import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { renderApp } from "../../../test/render";
import { HoursEditor } from "./HoursEditor";
import {
  addWindow,
  checkWeek,
  copyDay,
  hoursOf,
  openMinutes,
  toggleDay,
  weekOf,
} from "./weeklyHours";

const monday = [
  { weekday: 0, opens: "09:00", closes: "12:00" },
  { weekday: 0, opens: "13:00", closes: "18:00" },
];

describe("a week of hours", () => {
  it("sorts windows under their days and comes back the same", () => {
    const [first, second] = monday;
    if (!first || !second) throw new Error("the sample has two");
    expect(hoursOf(weekOf([second, first]))).toEqual(monday);
  });

  it("is copied from one day to others without touching the rest", () => {
    const week = copyDay(
      weekOf([...monday, { weekday: 5, opens: "10:00", closes: "12:00" }]),
      0,
      [1, 2],
    );
    expect(week[1]).toEqual(monday.map((window) => ({ ...window, weekday: 1 })));
    expect(week[5]).toHaveLength(1);
    expect(week[3]).toEqual([]);
  });

  it("opens and closes a day", () => {
    const open = toggleDay(weekOf([]), 6);
    expect(open[6]).toEqual([{ weekday: 6, opens: "09:00", closes: "17:00" }]);
    expect(toggleDay(open, 6)[6]).toEqual([]);
  });

  it("never adds hours past midnight", () => {
    const late = weekOf([{ weekday: 0, opens: "20:00", closes: "24:00" }]);
    expect(addWindow(late, 0)[0]?.at(-1)).toEqual({ weekday: 0, opens: "23:00", closes: "24:00" });
  });

  it("finds hours that overlap or end before they begin", () => {
    const wrong = weekOf([
      { weekday: 0, opens: "09:00", closes: "13:00" },
      { weekday: 0, opens: "12:00", closes: "18:00" },
      { weekday: 1, opens: "12:00", closes: "09:00" },
    ]);
    expect(Object.keys(checkWeek(wrong))).toEqual(["0.1", "1.0"]);
  });

  it("counts open minutes", () => {
    expect(openMinutes(weekOf(monday))).toBe(8 * 60);
  });
});

function Editor() {
  const [week, setWeek] = useState(() => weekOf(monday));
  return (
    <>
      <HoursEditor week={week} onChange={setWeek} />
      <output>{JSON.stringify(hoursOf(week))}</output>
    </>
  );
}

describe("the hours editor", () => {
  it("copies Monday to every other day by its menu", async () => {
    const user = userEvent.setup();
    renderApp(<Editor />);
    await user.click(screen.getByRole("button", { name: "Copy Monday to other days" }));
    await user.click(await screen.findByRole("menuitem", { name: "Every other day" }));
    expect(JSON.parse(screen.getByRole("status").textContent ?? "")).toHaveLength(14);
  });

  it("takes midnight as the end of the day", async () => {
    renderApp(<Editor />);
    const [, until] = screen.getAllByLabelText("Monday, until");
    if (until) fireEvent.change(until, { target: { value: "00:00" } });
    expect(screen.getByRole("status")).toHaveTextContent('"closes":"24:00"');
  });

  it("closes a day by its switch and says so", async () => {
    const user = userEvent.setup();
    renderApp(<Editor />);
    await user.click(screen.getByRole("switch", { name: "Monday" }));
    expect(screen.getByRole("switch", { name: "Monday" })).not.toBeChecked();
    expect(screen.getAllByText("Closed")).toHaveLength(7);
  });
});
