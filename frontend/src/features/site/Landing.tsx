import type { Bootstrap } from "../../lib/bootstrap";
import { buttonClass } from "../../ui/light/Button";
import { Icon, type IconName } from "../../ui/light/Icon";
import { SchemeToggle } from "../../ui/light/SchemeToggle";
import { DemoSignIns } from "./DemoSignIns";
import { HeroPicture } from "./HeroPicture";
import classes from "./Landing.module.css";
import { SignUpForm } from "./SignUpForm";

const FEATURES: { icon: IconName; title: string; text: string }[] = [
  {
    icon: "shield",
    title: "Two people never get one slot",
    text: "The database itself refuses a clash. Buffers, rooms and equipment count too.",
  },
  {
    icon: "bolt",
    title: "Everybody sees it live",
    text: "A booking from your page appears on the schedule while the phone is still in hand.",
  },
  {
    icon: "globe",
    title: "Right in every time zone",
    text: "Each location keeps its own clock, and every time on screen says which one it is.",
  },
  {
    icon: "layers",
    title: "One install, many businesses",
    text: "Each on its own address, with its own colour, kept apart by the database.",
  },
];

export function Landing({ bootstrap }: { bootstrap: Bootstrap }) {
  const demos = bootstrap.demo_accounts ?? [];
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <a className={classes.brand} href="/">
          <img src="/favicon.svg" alt="" width="28" height="28" />
          SmoothSchedule
        </a>
        <nav aria-label="Main" className={classes.nav}>
          {demos.length > 0 && <a href="#demo">Demo</a>}
          <a href="#sign-up">Sign up</a>
          <SchemeToggle />
        </nav>
      </header>
      <main>
        <section className={classes.hero}>
          <h1 className={classes.headline}>The schedule that cannot clash</h1>
          <p className={classes.lead}>
            Online booking and a live schedule for salons, clinics, garages and studios. People book
            in four taps; your team sees it the same second.
          </p>
          <div className={classes.actions}>
            <a className={buttonClass({ look: "primary", large: true })} href="#sign-up">
              Start for free
              <Icon name="arrowRight" />
            </a>
            {demos.length > 0 && (
              <a className={buttonClass({ large: true })} href="#demo">
                Look around first
              </a>
            )}
          </div>
          <HeroPicture />
        </section>
        <section className={classes.features} aria-label="What it does">
          {FEATURES.map(({ icon, title, text }) => (
            <div key={title} className={classes.feature}>
              <span className={classes.featureIcon}>
                <Icon name={icon} size={20} />
              </span>
              <h2>{title}</h2>
              <p>{text}</p>
            </div>
          ))}
        </section>
        {demos.length > 0 && <DemoSignIns accounts={demos} />}
        <section id="sign-up" className={classes.signUp} aria-labelledby="sign-up-title">
          <div className={classes.signUpText}>
            <h2 id="sign-up-title">Your own booking page in two minutes</h2>
            <p>Choose an address, add a service and your hours, and share the link.</p>
            <ul>
              {["No card needed", "Your colour, your address", "Bring your whole team"].map(
                (text) => (
                  <li key={text}>
                    <Icon name="check" />
                    {text}
                  </li>
                ),
              )}
            </ul>
          </div>
          <SignUpForm baseUrl={bootstrap.base_url} />
        </section>
      </main>
      <footer className={classes.foot}>
        <span>SmoothSchedule · open source, MIT</span>
      </footer>
    </div>
  );
}
