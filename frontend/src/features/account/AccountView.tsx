import { useMe } from "../../api/session";
import { MAY, may, roleName } from "../../lib/permissions";
import { PageHead } from "../../ui/States";
import classes from "./Account.module.css";
import { EmailSection } from "./EmailSection";
import { OutOfReach } from "./OutOfReach";
import { PasswordSection } from "./PasswordSection";
import { ProfileSection } from "./ProfileSection";
import { SecondFactorSection } from "./SecondFactorSection";
import { SessionsSection } from "./SessionsSection";
import { YourDataSection } from "./YourDataSection";

export function AccountView() {
  const me = useMe();
  const { user, tenant, visit } = me;
  return (
    <>
      <PageHead title="Your account">
        {roleName(user.role)} at {tenant?.name ?? "SmoothSchedule"}
      </PageHead>
      <div className={classes.page}>
        {visit ? (
          <OutOfReach name={visit.kind === "entry" ? null : user.name} />
        ) : (
          <>
            <ProfileSection />
            <EmailSection />
            <PasswordSection />
            <SecondFactorSection />
            <SessionsSection />
            {may(me, MAY.viewOwnBookings) && <YourDataSection />}
          </>
        )}
      </div>
    </>
  );
}
