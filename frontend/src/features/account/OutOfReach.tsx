import { Section } from "./Section";

/** During a visit: what only the person themselves sees and changes. */
export function OutOfReach({ name }: { name: string | null }) {
  return (
    <Section
      title="Name, e-mail, password and second factor"
      lead={
        name === null
          ? "Your own account is at SmoothSchedule. See to it there, after this visit."
          : `Only ${name} can change these and see where they are signed in. They are out of reach while you are in their place.`
      }
    />
  );
}
