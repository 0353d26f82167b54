import type { CSSProperties } from "react";
import classes from "./HeroPicture.module.css";

interface PictureBar {
  at: number;
  long: number;
  color: string;
  name: string;
  what: string;
  isNew?: boolean;
}

const ROWS: { who: string; bars: PictureBar[] }[] = [
  {
    who: "Ana Reyes",
    bars: [
      { at: 3, long: 19, color: "#7c5cff", name: "Nia Nash", what: "Haircut" },
      { at: 30, long: 26, color: "#e0457b", name: "Lena Moore", what: "Colour" },
      { at: 74, long: 18, color: "#12a594", name: "Sam Hall", what: "Massage" },
    ],
  },
  {
    who: "Ben Costa",
    bars: [
      { at: 12, long: 24, color: "#12a594", name: "Mo Silva", what: "Massage" },
      {
        at: 50,
        long: 21,
        color: "#2f7df6",
        name: "Zoe Brandt",
        what: "Booked just now",
        isNew: true,
      },
    ],
  },
  {
    who: "Chloe Kim",
    bars: [
      { at: 6, long: 30, color: "#e0457b", name: "Kai Ortega", what: "Colour" },
      { at: 44, long: 15, color: "#f2a60d", name: "Jon Silva", what: "Trim" },
      { at: 68, long: 22, color: "#7c5cff", name: "Rosa Keller", what: "Haircut" },
    ],
  },
  {
    who: "Room 1",
    bars: [
      { at: 12, long: 24, color: "#12a594", name: "Mo Silva", what: "Massage" },
      { at: 74, long: 18, color: "#12a594", name: "Sam Hall", what: "Massage" },
    ],
  },
];

const HOURS = ["9 AM", "10 AM", "11 AM", "12 PM", "1 PM", "2 PM"];

/** The schedule, drawn with boxes. A picture, so it has one description and no parts. */
export function HeroPicture() {
  return (
    <div
      className={classes.frame}
      role="img"
      aria-label="A day on the schedule: four rows of appointments, and a new booking appearing."
    >
      <div className={classes.window} aria-hidden="true">
        <div className={classes.head}>
          <b>Tuesday, November 24</b>
          <span>New York time</span>
        </div>
        <div className={classes.hours}>
          {HOURS.map((hour) => (
            <span key={hour}>{hour}</span>
          ))}
        </div>
        {ROWS.map(({ who, bars }) => (
          <div key={who} className={classes.row}>
            <span className={classes.who}>{who}</span>
            <div className={classes.lane}>
              {bars.map((bar) => (
                <div
                  key={bar.name}
                  className={bar.isNew ? `${classes.bar} ${classes.fresh}` : classes.bar}
                  style={
                    {
                      left: `${bar.at}%`,
                      width: `${bar.long}%`,
                      "--bar": bar.color,
                    } as CSSProperties
                  }
                >
                  <b>
                    {bar.name.split(" ")[0]}
                    <em> {bar.name.split(" ")[1]}</em>
                  </b>
                  <span>{bar.what}</span>
                </div>
              ))}
            </div>
          </div>
        ))}
        <i className={classes.now} />
      </div>
    </div>
  );
}
