import { History } from "../../features/activity/History";
import { CustomersView } from "../../features/customers/CustomersView";
import { useDesk } from "../desk";

export default function CustomersPage() {
  const desk = useDesk();
  return (
    <CustomersView
      onBook={(customer_id) => desk.newAppointment({ customer_id })}
      onOpenAppointment={desk.openAppointment}
      historyOf={(id) => <History of="customer" id={id} />}
    />
  );
}
