-- error
SELECT format('{} {} {}', document_id, indicator_id, year) AS subject,
       string_agg(target_id, ', ' ORDER BY target_id) AS detail
FROM targets WHERE status = 'in_force'
GROUP BY document_id, province_id, indicator_id, year, operator, value, value_high, cadence
HAVING count(*) > 1
ORDER BY 1
