import { list, theyOnlyLook } from "../../../test/looking";
import { appointment } from "../../../test/samples";
import { BookingsView } from "./BookingsView";
import { ContractsView } from "./ContractsView";

const { notes: _notes, customer: _customer, ...mine } = appointment("a1", "2099-11-24T15:00:00Z");
const booking = {
  ...mine,
  can_cancel: true,
  can_move: true,
  cancellation: { window_hours: 24, fee_percent: 0, free_until: null, fee_now_minor: 0 },
};
const place = {
  id: "w1",
  service: { id: "s1", name: "Blow-dry" },
  offer: null,
  place: 1,
  path: null,
  from_day: "2099-11-24",
  until_day: "2099-11-25",
  from_minute: null,
  until_minute: null,
  resource_name: null,
};

theyOnlyLook({
  "a customer's own bookings": {
    screen: <BookingsView links={null} />,
    sees: ["Haircut", "Blow-dry"],
    acts: [
      "Book a time",
      "Wait for a time",
      "Move",
      "Cancel booking",
      "Leave the waitlist",
      "Answer a few questions",
    ],
    answers: {
      "/my/appointments": list(booking),
      "/my/appointments/a1/answers": {
        questions: [{ id: "q1", kind: "text", label: "Hair", is_required: false }],
        answers: [],
        can_answer: true,
        version: 1,
      },
      "/my/waitlist": list(place),
    },
  },
  "a customer's own contracts": {
    screen: <ContractsView />,
    sees: ["Waiver"],
    acts: ["Read and sign"],
    answers: {
      "/my/contracts": list({
        id: "1",
        number: "C-2026-1",
        title: "Waiver",
        message: "",
        state: "sent",
        signer_state: "notified",
        can_sign: true,
        sent_at: "2026-11-24T15:00:00Z",
        expires_at: null,
        completed_at: null,
      }),
    },
  },
});
