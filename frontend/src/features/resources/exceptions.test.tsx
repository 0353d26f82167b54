import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { renderApp } from "../../../test/render";
import { resource } from "../../../test/samples";
import { api, HttpResponse, http, server } from "../../../test/server";
import { checkDay, dayHoursText } from "./dayWindows";
import { checkTimeOff, spanOf, TimeOffForm } from "./TimeOffForm";
import { splitNight, weekOf } from "./weeklyHours";

const ZONE = "America/New_York";

describe("hours of a day", () => {
  it("are refused when they overlap or end before they begin", () => {
    expect(checkDay([{ opens: "09:00", closes: "12:00" }])).toBeNull();
    expect(checkDay([{ opens: "12:00", closes: "09:00" }])).toContain("after opening");
    expect(
      checkDay([
        { opens: "11:00", closes: "15:00" },
        { opens: "09:00", closes: "12:00" },
      ]),
    ).toContain("overlap");
  });

  it("read as words", () => {
    expect(dayHoursText([], "en-US")).toBe("Closed");
    expect(dayHoursText([{ opens: "09:30", closes: "24:00" }], "en-US")).toBe("9:30 AM – 12:00 AM");
  });
});

describe("a night", () => {
  it("becomes two windows split at midnight, Sunday's on Monday", () => {
    const night = weekOf([{ weekday: 6, opens: "22:00", closes: "02:00" }]);
    const split = splitNight(night, 6, 0);
    expect(split[6]).toEqual([{ weekday: 6, opens: "22:00", closes: "24:00" }]);
    expect(split[0]).toEqual([{ weekday: 0, opens: "00:00", closes: "02:00" }]);
  });
});

describe("time off", () => {
  const whole = {
    isWholeDays: true,
    firstDay: "2027-03-14",
    lastDay: "2027-03-14",
    from: "09:00",
    until: "12:00",
    reason: "",
  };

  it("of whole days is as long as the clock makes them", () => {
    expect(spanOf(whole, ZONE)).toEqual({
      starts_at: "2027-03-14T05:00:00Z",
      ends_at: "2027-03-15T04:00:00Z",
    });
  });

  it("ends after it starts", () => {
    expect(checkTimeOff({ ...whole, lastDay: "2027-03-13" }, ZONE)).toHaveProperty("lastDay");
    const hours = { ...whole, isWholeDays: false, from: "12:00", until: "12:00" };
    expect(checkTimeOff(hours, ZONE)).toHaveProperty("until");
    expect(checkTimeOff({ ...hours, until: "12:30" }, ZONE)).toEqual({});
  });
});

describe("the form for time off", () => {
  const sent = vi.fn();

  beforeEach(() => {
    sent.mockClear();
    server.use(
      http.get(api("/affected-appointments"), () =>
        HttpResponse.json({
          count: 7,
          items: [
            {
              id: "a1",
              starts_at: "2027-03-14T14:00:00Z",
              customer: { name: "Nia Nash" },
              service: { name: "Haircut" },
            },
          ],
        }),
      ),
      http.post(api("/time-off"), async ({ request }) => {
        sent(await request.json());
        return HttpResponse.json({ id: "t1" }, { status: 201 });
      }),
    );
  });

  it("warns of appointments that will stay, and sends whole days", async () => {
    const onClose = vi.fn();
    renderApp(
      <TimeOffForm
        resource={resource("r1", "Ana Reyes")}
        zone={ZONE}
        onSaved={vi.fn()}
        onClose={onClose}
      />,
    );
    expect(await screen.findByText("7 appointments in this time will stay.")).toBeVisible();
    expect(screen.getByText(/Nia Nash, Haircut/)).toBeVisible();
    fireEvent.change(screen.getByLabelText("First day"), { target: { value: "2027-03-14" } });
    await userEvent.click(screen.getByRole("button", { name: "Enter time off" }));
    await vi.waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent).toHaveBeenCalledWith({
      resource_id: "r1",
      starts_at: "2027-03-14T05:00:00Z",
      ends_at: "2027-03-15T04:00:00Z",
      reason: "",
    });
  });
});
