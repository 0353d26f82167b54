import { describe, expect, it } from "vitest";
import { SubmissionKey } from "./submission";

describe("SubmissionKey", () => {
  it("stays the same while the same body is tried again", () => {
    const submission = new SubmissionKey();
    const first = submission.keyFor({ name: "Nia" });
    expect(submission.keyFor({ name: "Nia" })).toBe(first);
  });

  it("changes with the body", () => {
    const submission = new SubmissionKey();
    const first = submission.keyFor({ name: "Nia" });
    expect(submission.keyFor({ name: "Mo" })).not.toBe(first);
  });

  it("changes once the submission is finished", () => {
    const submission = new SubmissionKey();
    const first = submission.keyFor({ name: "Nia" });
    submission.finish();
    expect(submission.keyFor({ name: "Nia" })).not.toBe(first);
  });
});
