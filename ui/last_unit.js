// Keeps in this browser which unit its reader chose last: a cookie goes with the first request of the next visit.
const DAYS = 365

export default function ({ data: [{ name, unit }] }) {
  document.cookie = `${name}=${unit}; Path=/; Max-Age=${DAYS * 24 * 60 * 60}; SameSite=Lax`
}
