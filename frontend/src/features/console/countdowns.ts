const SECOND_MS = 1_000;

/** 1:02:03, or 2:03 below an hour. */
export function durationText(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor((seconds % 3600) / 60),
    seconds % 60,
  ];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Times left run down; the page asks the server again when one has run out. */
export function countdowns(root: Document, reload = () => window.location.reload()): void {
  const running = [...root.querySelectorAll<HTMLElement>("[data-seconds]")];
  if (running.length === 0) return;
  const began = performance.now();
  const timer = setInterval(() => {
    const gone = Math.floor((performance.now() - began) / SECOND_MS);
    const left = running.map(({ dataset }) => Math.max(0, Number(dataset.seconds) - gone));
    for (const [at, element] of running.entries()) {
      element.textContent = `${durationText(left[at] ?? 0)} left`;
    }
    if (left.includes(0) && !root.querySelector("dialog[open]")) {
      clearInterval(timer);
      reload();
    }
  }, SECOND_MS);
}
