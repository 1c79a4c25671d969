-- error: Phải có đúng ba chỉ tiêu hàng đầu.
SELECT 'indicators' AS subject, string_agg(indicator_id, ', ' ORDER BY indicator_id) AS detail
FROM indicators WHERE headline HAVING count(*) <> 3
