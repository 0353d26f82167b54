export default function BookingsPage() {
  return <div>Bookings</div>;
}
