-- error
SELECT format('{} {} {}', document_id, indicator_id, year) AS subject,
       string_agg(DISTINCT target_id, ', ' ORDER BY target_id) AS detail
FROM targets
WHERE status IN ('in_force', 'duplicate')
GROUP BY document_id, province_id, indicator_id, year
HAVING count(DISTINCT (operator, value, value_high, cadence)) > 1
ORDER BY 1
