import type { PublicBooking } from "../../api/generated/api.schemas";
import { toIso } from "../../lib/zones";

function stamp(moment: string): string {
  return toIso(new Date(moment).getTime()).replace(/[-:]/g, "");
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
}

/** Lines of at most 75 octets, as RFC 5545 asks; continuation lines start with a space. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  const lines: string[] = [];
  let current = "";
  for (const letter of line) {
    if (encoder.encode(current + letter).length > (lines.length ? 74 : 75)) {
      lines.push(current);
      current = "";
    }
    current += letter;
  }
  return [...lines, current].join("\r\n ");
}

/** The booking as an .ics file, with the link to change it. */
export function calendarFile(booking: PublicBooking, business: string, manageUrl: string): string {
  const place = booking.location ? `${booking.location.name}, ${booking.location.address}` : "";
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//SmoothSchedule//Booking//EN",
    "BEGIN:VEVENT",
    `UID:${stamp(booking.starts_at)}-${booking.service.id}@${window.location.hostname}`,
    `DTSTAMP:${stamp(new Date().toISOString())}`,
    `DTSTART:${stamp(booking.starts_at)}`,
    `DTEND:${stamp(booking.ends_at)}`,
    `SUMMARY:${escaped(`${booking.service.name} at ${business}`)}`,
    place && `LOCATION:${escaped(place)}`,
    `DESCRIPTION:${escaped(`Change or cancel: ${manageUrl}`)}`,
    `STATUS:${booking.state === "pending" ? "TENTATIVE" : "CONFIRMED"}`,
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return `${lines
    .filter(Boolean)
    .map((line) => folded(String(line)))
    .join("\r\n")}\r\n`;
}

export function googleCalendarUrl(booking: PublicBooking, business: string, manageUrl: string) {
  const query = new URLSearchParams({
    action: "TEMPLATE",
    text: `${booking.service.name} at ${business}`,
    dates: `${stamp(booking.starts_at)}/${stamp(booking.ends_at)}`,
    details: `Change or cancel: ${manageUrl}`,
    location: booking.location ? `${booking.location.name}, ${booking.location.address}` : "",
  });
  return `https://calendar.google.com/calendar/render?${query}`;
}
