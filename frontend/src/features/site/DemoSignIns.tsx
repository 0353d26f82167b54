import type { DemoAccount } from "../../lib/bootstrap";
import { roleName } from "../../lib/permissions";
import { Icon } from "../../ui/light/Icon";
import classes from "./Landing.module.css";

interface Group {
  label: string;
  origin: string;
  accounts: DemoAccount[];
}

function groupsOf(accounts: DemoAccount[]): Group[] {
  const groups = new Map<string, Group>();
  for (const account of accounts) {
    const { origin } = new URL(account.sign_in_url, window.location.href);
    const group = groups.get(origin) ?? { label: account.label, origin, accounts: [] };
    group.accounts.push(account);
    groups.set(origin, group);
  }
  return [...groups.values()];
}

/** Development only: plain forms, so that one click signs in on the business's own host. */
export function DemoSignIns({ accounts }: { accounts: DemoAccount[] }) {
  return (
    <section id="demo" className={classes.demo} aria-labelledby="demo-title">
      <h2 id="demo-title">Look around</h2>
      <p>One click signs you in to the demo. Nothing here is real.</p>
      <div className={classes.groups}>
        {groupsOf(accounts).map(({ label, origin, accounts: own }) => (
          <div key={origin} className={classes.group}>
            <h3>
              {label}
              {own.some(({ role }) => role === "CUSTOMER") && (
                <a href={`${origin}/`}>Booking page</a>
              )}
            </h3>
            <ul>
              {own.map(({ role, email, sign_in_url }) => (
                <li key={role}>
                  <form method="post" action={sign_in_url}>
                    <input type="hidden" name="email" value={email} />
                    <button type="submit" className={classes.account}>
                      <span>
                        <strong>{roleName(role)}</strong>
                        <small>{email}</small>
                      </span>
                      <Icon name="arrowRight" size={16} />
                    </button>
                  </form>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}
