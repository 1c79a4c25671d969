-- error
SELECT 'indicators' AS subject, string_agg(indicator_id, ', ' ORDER BY indicator_id) AS detail
FROM indicators WHERE headline HAVING count(*) <> 3
