import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { renderApp } from "../../../test/render";
import type { Intake } from "../../api/generated/api.schemas";
import { AnswersModal } from "./AnswersModal";

const QUESTION = { id: "q1", kind: "number", label: "How many?", is_required: false, options: [] };
const intakeOf = (value: number, version: number) =>
  ({
    can_answer: true,
    questions: [{ ...QUESTION, limits: {} }],
    answers: [{ id: "a1", question_id: "q1", question: QUESTION.label, kind: "number", value }],
    version,
  }) as unknown as Intake;

const OVERTAKEN = /Meanwhile somebody changed these answers/;

function Page() {
  const [intake, setIntake] = useState(intakeOf(1, 1));
  return (
    <>
      <AnswersModal
        title="Answers"
        zone="UTC"
        locale="en-US"
        isComplete={false}
        intake={intake}
        save={vi.fn()}
        onSaved={vi.fn()}
        onClose={vi.fn()}
      />
      <button type="button" onClick={() => setIntake(intakeOf(1, 2))}>
        Moved
      </button>
      <button type="button" onClick={() => setIntake(intakeOf(7, 3))}>
        Answered
      </button>
    </>
  );
}

it("says what somebody else answered meanwhile, and keeps what is typed", async () => {
  const user = userEvent.setup();
  renderApp(<Page />);
  const field = await screen.findByLabelText(/How many/);
  await user.type(field, "2");
  fireEvent.click(screen.getByText("Moved"));
  expect(screen.queryByText(OVERTAKEN), "another version, the same answers").toBeNull();
  fireEvent.click(screen.getByText("Answered"));
  expect(await screen.findByText(OVERTAKEN)).toBeVisible();
  expect(screen.getByText("7")).toBeVisible();
  expect(field).toHaveValue("12");
});
