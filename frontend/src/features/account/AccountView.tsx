import { useMe } from "../../api/session";
import { roleName } from "../../lib/permissions";
import { PageHead } from "../../ui/States";
import classes from "./Account.module.css";
import { EmailSection } from "./EmailSection";
import { OutOfReach } from "./OutOfReach";
import { PasswordSection } from "./PasswordSection";
import { ProfileSection } from "./ProfileSection";
import { SecondFactorSection } from "./SecondFactorSection";
import { SessionsSection } from "./SessionsSection";

export function AccountView() {
  const { user, tenant, visit } = useMe();
  return (
    <>
      <PageHead title="Your account">
        {roleName(user.role)} at {tenant?.name ?? "SmoothSchedule"}
      </PageHead>
      <div className={classes.page}>
        <ProfileSection key={user.version} />
        {visit ? (
          <OutOfReach name={visit.kind === "entry" ? null : user.name} />
        ) : (
          <>
            <EmailSection />
            <PasswordSection />
            <SecondFactorSection />
            <SessionsSection />
          </>
        )}
      </div>
    </>
  );
}
