import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { booking } from "../../../test/samples";
import type { PublicBooking } from "../../api/generated/api.schemas";
import { CancellationPolicy } from "./CancellationPolicy";

const POLICY = { ...booking.cancellation, fee_percent: 50 };

function show(changes: Partial<PublicBooking>) {
  render(
    <CancellationPolicy
      booking={{ ...booking, ...changes }}
      zone="America/New_York"
      locale="en-US"
    />,
  );
}

describe("the cancellation policy", () => {
  it("says until when cancelling is free", () => {
    show({ cancellation: POLICY });
    expect(screen.getByRole("status")).toHaveTextContent(
      "Free to cancel until Mon, Nov 23, 10:00 AM EST. After that it costs 50 % of the price.",
    );
  });

  it("says what cancelling costs now", () => {
    show({ cancellation: { ...POLICY, fee_now_minor: 2400 } });
    expect(screen.getByRole("status")).toHaveTextContent("Cancelling now costs $24");
  });

  it("says what a late cancellation cost", () => {
    show({ state: "cancelled", can_cancel: false, late_fee_minor: 2400 });
    expect(screen.getByRole("status")).toHaveTextContent("Cancelled late: $24");
  });

  it("says nothing where cancelling is free", () => {
    show({});
    expect(screen.queryByRole("status")).not.toBeInTheDocument();
  });
});
