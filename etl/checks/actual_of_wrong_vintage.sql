-- error
SELECT actual_id AS subject, format('{} {}', actuals.province_id, period_end) AS detail
FROM actuals
JOIN crosswalk ON crosswalk.former_id = actuals.province_id AND crosswalk.boundary_changed
WHERE period_start > DATE '2025-06-30'
ORDER BY 1
