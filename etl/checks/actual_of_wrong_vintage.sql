-- error: Số liệu của đơn vị đã sáp nhập gắn với kỳ sau ngày 30/06/2025.
SELECT actual_id AS subject, format('{} {}', actuals.province_id, period_end) AS detail
FROM actuals
JOIN crosswalk ON crosswalk.former_id = actuals.province_id AND crosswalk.boundary_changed
WHERE period_start > DATE '2025-06-30'
ORDER BY 1
